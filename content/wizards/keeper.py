"""The same keeping of words for forms of the floor below, which cannot import it."""

from wagtail import hooks

from content.wizards import held as holding
from content.wizards.keeping import View, keeps_words
from portal.access.keeping import WordsKeeper


class Keeper:
    """Implements portal.access.keeping.WordsKeeper."""

    token = staticmethod(holding.token)
    held = staticmethod(holding.held)
    give_back = staticmethod(holding.give_back)

    def keeps_words(self, view: View) -> View:
        """See content.wizards.keeping."""
        return keeps_words(view)


def words_keeper() -> WordsKeeper:
    """What keeps words."""
    return Keeper()


hooks.register("register_words_keeper", words_keeper)
