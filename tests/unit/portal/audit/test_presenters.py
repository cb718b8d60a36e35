from portal.audit.presenters import known_verbs, sentence_of


def test_a_verb_reads_after_a_name() -> None:
    assert sentence_of("document opened") == "opened your document"


def test_a_verb_without_a_sentence_still_says_what_happened() -> None:
    assert "something new" in sentence_of("something new")


def test_every_verb_of_this_floor_has_a_sentence() -> None:
    assert {"invitation sent", "invitation taken up", "circle left", "joining code used"} <= known_verbs()
