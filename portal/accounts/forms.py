"""allauth's forms in the house's looks, and in its words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.recovery_codes import forms as recovery_codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.validators import EmailValidator
from django.http import HttpRequest

from portal.accounts.models import User
from portal.components.forms import DesignSystemMixin, look

EMAIL = "Email address"
PASSWORD_HINT = "Ten signs or more. Three or four words that you can remember work well."  # noqa: S105 - a hint
REQUIRED = {
    "login": "Type your email address.",
    "email": "Type your email address.",
    "password": "Type your password.",
    "password1": "Type a new password.",
    "password2": "Type the new password once more.",
    "oldpassword": "Type the password that you have now.",
    "code": "Type the code.",
    "known_as": "Tell us what to call you.",
    "name": "Give it a name that you will know again.",
}
PASSKEY_DOES_NOT_WORK = "That passkey did not work. Try again, or sign in another way."
NOT_AN_ADDRESS = "An email address looks like name@example.org. Check it for a missing part."


class HouseForm(DesignSystemMixin):
    """Takes out the placeholders, which vanish when one types, and says what is missing in a sentence."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in REQUIRED:
                field.error_messages["required"] = REQUIRED[name]
            if isinstance(field, forms.EmailField):
                field.label = EMAIL
                field.error_messages["invalid"] = NOT_AN_ADDRESS
                field.validators = [EmailValidator(NOT_AN_ADDRESS)]
            if name == "code":
                look(field, width=10)
                field.widget.attrs |= {"autocapitalize": "characters", "spellcheck": "false"}


class AccountForm(HouseForm, forms.ModelForm[User]):
    """What one may change about one's own account by oneself."""

    class Meta:
        model = User
        fields = ["known_as", "plain_letters"]
        labels = {
            "known_as": "What shall we call you?",
            "plain_letters": "Show everything in plain letters",
        }
        help_texts = {
            "plain_letters": "Your own words are then set like everything else.",
        }


class LoginForm(HouseForm, account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class SignupForm(HouseForm, account.SignupForm):
    """One question more than the address: what to call you. The full name comes with the joining code.

    The password may stay empty: then each sign-in is by a code sent by email.
    """

    known_as = forms.CharField(
        label="What shall we call you?",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    field_order = ["known_as", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "password1" in self.fields:
            self.fields["password1"].label = "A password, if you want one"
            self.fields[
                "password1"
            ].help_text = f"{PASSWORD_HINT} Leave it empty and we send a code to your email each time you sign in."

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth calls this with the new account."""
        user.known_as = self.cleaned_data["known_as"]
        user.full_name = user.full_name or user.known_as
        user.save(update_fields=["known_as", "full_name"])


class NewPassword(HouseForm):
    """Two boxes for a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = "New password"
        self.fields["password1"].help_text = PASSWORD_HINT
        self.fields["password2"].label = "New password once more"


class ChangePasswordForm(NewPassword, account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "The password you have now"


class SetPasswordForm(NewPassword, account.SetPasswordForm):
    pass


class ResetPasswordKeyForm(NewPassword, account.ResetPasswordKeyForm):
    pass


class ResetPasswordForm(HouseForm, account.ResetPasswordForm):
    pass


class RequestLoginCodeForm(HouseForm, account.RequestLoginCodeForm):
    pass


class CodeFromEmail(HouseForm):
    """One box for the code that came by email."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "The code from the email"


class ConfirmLoginCodeForm(CodeFromEmail, account.ConfirmLoginCodeForm):
    pass


class ConfirmEmailForm(CodeFromEmail, account.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmPasswordResetForm(CodeFromEmail, account.ConfirmPasswordResetCodeForm):
    pass


class ReauthenticateForm(HouseForm, account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class AddEmailForm(HouseForm, account.AddEmailForm):
    pass


class CodeFromApp(HouseForm):
    """One box for the code that an app on the phone shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "The code from your app"
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AuthenticateForm(CodeFromApp, mfa.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "No phone at hand? One of your recovery codes works here, too."


class ReauthenticateWithCodeForm(CodeFromApp, mfa.ReauthenticateForm):
    pass


class ActivateTOTPForm(CodeFromApp, totp.ActivateTOTPForm):
    pass


class DeactivateTOTPForm(HouseForm, totp.DeactivateTOTPForm):
    pass


class GenerateRecoveryCodesForm(HouseForm, recovery_codes.GenerateRecoveryCodesForm):
    pass


class FromADevice:
    """What a device says about a passkey.

    A page of ours sends it whole. For anything else the libraries that read it raise whatever they come upon;
    here it is a passkey that does not work.
    """

    def full_clean(self) -> None:
        try:
            super().full_clean()  # type: ignore[misc]
        except (LookupError, TypeError, ValueError, RecursionError):
            self.add_error("credential", PASSKEY_DOES_NOT_WORK)  # type: ignore[attr-defined]


class LoginWithPasskeyForm(FromADevice, webauthn.LoginWebAuthnForm):
    pass


class AuthenticateWithPasskeyForm(FromADevice, webauthn.AuthenticateWebAuthnForm):
    pass


class ReauthenticateWithPasskeyForm(FromADevice, webauthn.ReauthenticateWebAuthnForm):
    pass


class PasskeyName(HouseForm):
    """What to call a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "A name for this passkey"
        self.fields["name"].help_text = "For instance, the device it lives on."


class AddPasskeyForm(FromADevice, PasskeyName, webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "passwordless" in self.fields:
            self.fields["passwordless"].label = "Sign in with this passkey alone, without a password"
            self.fields["passwordless"].help_text = "Your device then asks for your finger, your face or its own PIN."


class EditPasskeyForm(PasskeyName, webauthn.EditWebAuthnForm):
    pass
