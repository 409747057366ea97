"""What a process of the site loads before its first search: the segmenter, the sounds of words.

In the room: what needs neither database nor index, so that a parent may load it for its children.
"""

from search import initials, vocabulary


def warm_up() -> None:
    """Load the words, so that the first search does not wait for them: about a second once.

    Example: ``warm_up()`` where the application is made. Raises nothing.
    """
    vocabulary.cutter().tag("城市")
    for term in vocabulary.base_terms():
        initials.sound(term)
    vocabulary.official_terms()
