"""How surveys and answers are changed."""
