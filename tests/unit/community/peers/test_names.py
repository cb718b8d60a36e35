"""Names that tell who somebody is, or sound like an office, however they are written."""

import pytest

from community.peers.names import cleaned, sounds_official, tells_of


@pytest.mark.parametrize(
    ("full_name", "name"),
    [
        ("Ann Smith-Jones", "Mrs Smith-Jones"),
        ("Ann Smith-Jones", "Jonesy"),
        ("Pat O’Brien", "Mr O'Brien"),
        ("Pat O'Brien", "obrien 7"),
        ("Maureen Ashby", "MrsAshby"),
        ("Maureen Ashby", "ashbymaureen"),
        ("Maureen Ashby", "M Ashby71"),
        ("Maureen Ashby", "Mrs Аshbу"),
        ("Mei Li", "Mrs Li"),
        ("Mei Li", "LiMei"),
        ("Eva Müller", "Mrs Muller"),
        ("Eva Muller", "Frau Müller"),
        ("Søren Kjær", "Mr Kjaer"),
        ("Jo", "Jo"),
        ("Maureen Ashby MBE", "Mrs Ashby"),
        ("Maureen Ashby (Mo)", "Mrs Ashby"),
        ("Mei Li MBE", "Mrs Li"),
        ("Maureen Ashby", "Maureen 7"),
    ],
)
def test_it_tells(full_name: str, name: str) -> None:
    assert tells_of(cleaned(name), full_name=full_name, addresses=())


@pytest.mark.parametrize(
    ("full_name", "name"),
    [
        ("Maureen Ashby", "Runner Bean"),
        ("Maureen Ashby", "Mo"),
        ("Mei Li", "Lily Pad"),
        ("Ann Smith-Jones", "Ann of Green Gables"),
        ("", "Runner Bean"),
        ("Maureen -", "Runner Bean"),
    ],
)
def test_it_does_not(full_name: str, name: str) -> None:
    assert not tells_of(cleaned(name), full_name=full_name, addresses=("someone@example.org", ""))


@pytest.mark.parametrize("name", ["mo71", "Mo.71", "MO", "anybody@example.org"])
def test_an_address_tells(name: str) -> None:
    assert tells_of(name, full_name="Maureen Ashby", addresses=("mo71@example.org",))


@pytest.mark.parametrize(
    "name",
    [
        "Moderator",
        "Mоdеrаtor",
        "M0derator 7",
        "ΑDΜIΝ",
        "Your CounciI",
        "Counci1",
        "adrnin",
        "Social W0rker",
        "Mod\u200berator",
        "Dementia Moderators",
        "Cornwall Council 2",
        "Moor SocialWorkers",
        "Kind Social Workers 7",
    ],
)
def test_it_sounds_like_an_office(name: str) -> None:
    assert sounds_official(cleaned(name))


@pytest.mark.parametrize("name", ["Runner Bean", "Admiral Nelson", "Counsel of Trees", "Moderate Breeze"])
def test_others_do_not(name: str) -> None:
    assert not sounds_official(name)


def test_what_nobody_sees_is_no_part_of_a_name() -> None:
    assert cleaned(" Runner\u202e\u200b \u00a0Bean\n") == "Runner Bean"
