from vignettes import links


def test_token_is_256_bits_of_the_nonce_under_the_key(settings):
    settings.SECRET_KEY = "one"
    nonce = links.new_secret()
    token = links.token_of(nonce)
    assert (len(token), links.token_of(nonce)) == (43, token)
    assert links.token_of(links.new_secret()) != token
    settings.SECRET_KEY = "two"
    assert links.token_of(nonce) != token


def test_living_token_is_found_under_an_earlier_key_while_it_is_named(settings):
    settings.SECRET_KEY = "old"
    nonce = links.new_secret()
    token = links.token_of(nonce)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["older", "old"]
    assert links.living_token(nonce, links.hash_token(token)) == token
    settings.SECRET_KEY_FALLBACKS = []
    assert links.living_token(nonce, links.hash_token(token)) == ""


def test_without_nonce_nothing_can_be_computed():
    assert links.living_token("", links.hash_token(links.token_of(""))) == ""
