import pytest
from cryptography.fernet import InvalidToken
from django.test import override_settings

from portal.accounts.adapter import AccountAdapter, SecondFactorAdapter

SECRET = "JBSWY3DPEHPK3PXP"


def test_secrets_of_apps_are_kept_encrypted_and_survive_a_change_of_key() -> None:
    kept = SecondFactorAdapter().encrypt(SECRET)
    assert SECRET not in kept
    assert SecondFactorAdapter().decrypt(kept) == SECRET
    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=["only-for-tests"]):
        assert SecondFactorAdapter().decrypt(kept) == SECRET
    with override_settings(SECRET_KEY="new"), pytest.raises(InvalidToken):
        SecondFactorAdapter().decrypt(kept)


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "", None])
def test_nobody_is_led_elsewhere_after_signing_in(url: str | None) -> None:
    assert not AccountAdapter().is_safe_url(url)
