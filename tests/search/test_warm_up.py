"""What a process loads before its first search needs no database and is loaded once."""

from search import suggestions, vocabulary
from search.warm_up import warm_up


def test_words_are_at_hand_without_a_database() -> None:
    warm_up()
    known = suggestions.sound.cache_info().currsize
    assert known >= len(vocabulary.base_terms())
    warm_up()
    assert suggestions.sound.cache_info().currsize == known


def test_words_that_sound_the_same() -> None:
    assert suggestions.sound("下水到") == suggestions.sound("下水道")
    assert suggestions.sound("下水到") != suggestions.sound("排水")
