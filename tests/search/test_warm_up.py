"""What a process loads before its first search needs no database and is loaded once."""

from search import initials, vocabulary
from search.warm_up import warm_up


def test_words_are_at_hand_without_a_database() -> None:
    warm_up()
    known = initials.sound.cache_info().currsize
    assert known >= len(vocabulary.base_terms())
    warm_up()
    assert initials.sound.cache_info().currsize == known


def test_words_that_sound_the_same() -> None:
    assert initials.sound("下水到") == initials.sound("下水道")
    assert initials.sound("下水到") != initials.sound("排水")
