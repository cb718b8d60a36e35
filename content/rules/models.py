"""What differs between councils and is the same on every page."""

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="mobile-alt")
class HelpNumbers(BaseGenericSetting):
    """Whom to ring, and the other ways to reach the council: the foot of every page."""

    council_line = models.CharField("adult social care", max_length=40, blank=True)
    council_hours = models.CharField("when it is answered", max_length=80, blank=True)
    out_of_hours = models.CharField("at night and at weekends", max_length=40, blank=True)
    crisis_line = models.CharField("mental health crisis line", max_length=40, blank=True)
    crisis_name = models.CharField("its name", max_length=80, blank=True)
    relay_uk = models.BooleanField(
        "show Relay UK", default=True, help_text="Each number once more, with 18001 in front of it."
    )
    text_number = models.CharField("number for text messages", max_length=40, blank=True)
    bsl_url = models.CharField("page about British Sign Language", max_length=250, blank=True)
    languages_url = models.CharField("page about other languages", max_length=250, blank=True)
    visits_url = models.CharField("page about visits", max_length=250, blank=True)
    post_address = models.CharField("address for letters", max_length=250, blank=True)

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("council_line"),
                FieldPanel("council_hours"),
                FieldPanel("out_of_hours"),
                FieldPanel("crisis_line"),
                FieldPanel("crisis_name"),
                FieldPanel("relay_uk"),
            ],
            heading="Numbers",
        ),
        MultiFieldPanel(
            [
                FieldPanel("text_number"),
                FieldPanel("bsl_url"),
                FieldPanel("languages_url"),
                FieldPanel("visits_url"),
                FieldPanel("post_address"),
            ],
            heading="Other ways",
        ),
    ]

    class Meta:
        verbose_name = "help numbers"
        verbose_name_plural = "help numbers"

    def __str__(self) -> str:
        return "Help numbers"
