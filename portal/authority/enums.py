"""The kinds of recorded authority."""

from django.db.models import TextChoices


class AuthorityKind(TextChoices):
    ATTORNEY = "attorney", "attorney"
    DEPUTY = "deputy", "deputy"
    AUTHORISED_PERSON = "authorised_person", "authorised person"
    APPOINTEE = "appointee", "appointee"


# What each is, for whoever records it. Sources: Mental Capacity Act 2005, sections 9 and 16; Care Act 2014, section 32;
# Social Security (Claims and Payments) Regulations 1987, regulation 33 (an appointee looks after benefits alone).
EXPLAINED = {
    AuthorityKind.ATTORNEY: "Named by the person in a lasting power of attorney that is registered.",
    AuthorityKind.DEPUTY: "Named by the Court of Protection.",
    AuthorityKind.AUTHORISED_PERSON: "Agreed by the council to take a direct payment for who cannot ask for it.",
    AuthorityKind.APPOINTEE: "Named by the DWP to look after benefits. Money alone.",
}
