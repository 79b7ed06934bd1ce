"""What people may type about surveys."""
