from uuid import uuid4

from django.test import override_settings

from portal.relationships import invitations, joining


def test_a_code_reads_out_well() -> None:
    codes = {joining.new_code() for _ in range(200)}
    assert len(codes) == 200
    for code in codes:
        assert len(code) == 9
        assert code[4] == "-"
        assert not set(code) & set("AEIOULSZ015")


def test_spaces_small_letters_and_dashes_are_forgiven() -> None:
    assert joining.hash_of(" k7qm 4xpd ") == joining.hash_of("K7QM-4XPD")
    assert joining.hash_of("K7QM-4XPF") != joining.hash_of("K7QM-4XPD")


def test_without_our_key_a_hash_says_nothing() -> None:
    here = joining.hash_of("K7QM-4XPD")
    with override_settings(SECRET_KEY="another"):
        assert joining.hash_of("K7QM-4XPD") != here


def test_a_link_is_unguessable_and_kept_as_a_hash() -> None:
    uuid = uuid4()
    token = invitations.token_of(uuid)
    assert len(token) == 43
    assert uuid.hex not in token
    assert invitations.token_of(uuid4()) != token
    with override_settings(SECRET_KEY="another"):
        assert invitations.token_of(uuid) != token
    assert token not in invitations.hash_of(token)
