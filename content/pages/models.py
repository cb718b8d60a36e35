"""The pages that editors write. Everything on them can be changed in the CMS."""

import uuid
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from content.pages.blocks import CardBlock, ChangeBlock, EasyReadBlock, LinkBlock, PassageBlock, text_blocks
from content.pages.links import link_field
from content.pages.queries import public_children, related_pages

EASY_READ = "easy-read"
# Below the root of all pages.
HOME_DEPTH = 2
TEXT_PAGES = ["content.GuidancePage", "content.StoryPage", "content.StandingPage"]


class ReadablePage(Page):
    """What all of our pages share: an Easy Read view, and whether "Exit this page" is at the top."""

    easy_read = StreamField([("idea", EasyReadBlock())], blank=True, verbose_name="Easy Read")

    template_name = ""
    search_fields = [*Page.search_fields, index.SearchField("easy_read")]
    show_in_menus_default = False

    class Meta:
        abstract = True

    @property
    def sensitive(self) -> bool:
        """Whether it may be dangerous for somebody to be seen with this page."""
        return False

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> TemplateResponse:
        """The page, or its Easy Read view at `?view=easy-read`, which search engines leave out."""
        request.personal = self.sensitive  # type: ignore[attr-defined]
        easy = self.wants_easy_read(request)
        response: TemplateResponse = super().serve(request, *args, **kwargs)
        # Read by content.pages.middleware: the same for everybody who has not signed in.
        response.is_public_page = not self.sensitive  # type: ignore[attr-defined]
        if easy:
            response.headers["X-Robots-Tag"] = "noindex"
        return response

    def wants_easy_read(self, request: HttpRequest) -> bool:
        """Whether this request is for the Easy Read view, and there is one."""
        return bool(self.easy_read) and request.GET.get("view") == EASY_READ

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "content/pages/easy_read.html" if self.wants_easy_read(request) else self.template_name

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What base.html asks for: heading, lead, and where Easy Read is."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        easy = self.wants_easy_read(request)
        context["page_title"] = self.title
        if easy:
            return context | {"back_url": self.get_url(request), "back_label": "Back to the full page"}
        context |= {"page_lead": self.lead, **self.way_back(request), **self.more_context()}
        if self.easy_read:
            context["easy_read_url"] = f"?view={EASY_READ}"
        return context

    def way_back(self, request: HttpRequest) -> dict[str, str]:
        """A link to the page above this one."""
        if self.depth <= HOME_DEPTH:
            return {}
        above = self.get_parent()
        label = "Home" if above.depth == HOME_DEPTH else above.title
        return {"back_url": above.get_url(request) or "/", "back_label": label}

    @property
    def lead(self) -> str:
        """The sentence below the heading."""
        return ""

    def more_context(self) -> dict[str, Any]:
        """What this kind of page shows besides."""
        return {}


class PublicState(models.Model):
    """One row with a mark that changes with whatever public pages show, in the same transaction."""

    generation = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.generation)


class HomePage(ReadablePage):
    """The first page: what this is, and the ways in."""

    hero_heading = models.CharField("heading", max_length=80)
    hero_lead = models.TextField("introduction", max_length=500)
    primary_text = models.CharField("main button", max_length=40, blank=True)
    primary_link = link_field("main button leads to")
    secondary_text = models.CharField("second button", max_length=40, blank=True)
    secondary_link = link_field("second button leads to")
    hero_note = models.CharField("line below the buttons", max_length=200, blank=True)

    sample_question = models.CharField("question", max_length=100, blank=True)
    sample_label = models.CharField("whose words", max_length=60, blank=True)
    sample_words = models.TextField("words", max_length=400, blank=True)
    sample_name = models.CharField("name", max_length=60, blank=True)
    sample_detail = models.CharField("about the person", max_length=100, blank=True)
    sample_image = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="portrait",
    )
    sample_link_text = models.CharField("link", max_length=60, blank=True)
    sample_link = link_field("link leads to")

    ways_heading = models.CharField("heading of the ways to begin", max_length=80, blank=True)
    ways = StreamField([("card", CardBlock())], blank=True, verbose_name="ways to begin")
    passages = StreamField([("passage", PassageBlock())], blank=True)
    more_heading = models.CharField("heading of the last links", max_length=80, blank=True)
    more_links = StreamField([("link", LinkBlock())], blank=True, verbose_name="last links")
    closing_note = models.CharField("last line", max_length=200, blank=True)

    template_name = "content/pages/home.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "content.GuidanceIndexPage",
        "content.StoriesIndexPage",
        "content.WhatsChangedPage",
        "content.StandingPage",
        "content.PracticeIndexPage",
        "content.CoursesIndexPage",
    ]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("hero_heading"),
                FieldPanel("hero_lead"),
                FieldPanel("primary_text"),
                FieldPanel("primary_link"),
                FieldPanel("secondary_text"),
                FieldPanel("secondary_link"),
                FieldPanel("hero_note"),
            ],
            heading="First view",
        ),
        MultiFieldPanel(
            [
                FieldPanel("sample_question"),
                FieldPanel("sample_label"),
                FieldPanel("sample_words"),
                FieldPanel("sample_name"),
                FieldPanel("sample_detail"),
                FieldPanel("sample_image"),
                FieldPanel("sample_link_text"),
                FieldPanel("sample_link"),
            ],
            heading="Somebody's own words",
        ),
        MultiFieldPanel([FieldPanel("ways_heading"), FieldPanel("ways")], heading="Ways to begin"),
        FieldPanel("passages"),
        MultiFieldPanel([FieldPanel("more_heading"), FieldPanel("more_links")], heading="Last links"),
        FieldPanel("closing_note"),
        FieldPanel("easy_read"),
    ]
    search_fields = [
        *ReadablePage.search_fields,
        index.SearchField("hero_heading"),
        index.SearchField("hero_lead"),
        index.SearchField("ways"),
        index.SearchField("passages"),
    ]

    class Meta:
        verbose_name = "home page"

    @property
    def lead(self) -> str:
        return self.hero_lead


class IndexPage(ReadablePage):
    """A list of the pages below it."""

    intro = models.CharField("introduction", max_length=300, blank=True)

    template_name = "content/pages/index.html"
    parent_page_types = ["content.HomePage"]
    max_count = 1
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("easy_read")]
    search_fields = [*ReadablePage.search_fields, index.SearchField("intro")]
    lists: type[Page]

    class Meta:
        abstract = True

    @property
    def lead(self) -> str:
        return self.intro

    def more_context(self) -> dict[str, Any]:
        """The live pages below, in one query however many they are."""
        return {"entries": self.entries()}

    def entries(self) -> Any:
        """The pages that are listed."""
        return public_children(self, self.lists)


class TextPage(ReadablePage):
    """A page of running text, with a few pages to read next."""

    summary = models.CharField(max_length=250, help_text="One sentence; lists and search show it.")
    body = StreamField(text_blocks())
    related = StreamField([("page", PageChooserBlock(page_type=TEXT_PAGES))], blank=True, verbose_name="read next")
    looked_over = models.DateField(
        "last looked over", null=True, blank=True, help_text="The day on which somebody last checked that it is right."
    )

    template_name = "content/pages/text.html"
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("easy_read"),
        FieldPanel("related"),
        FieldPanel("looked_over"),
    ]
    search_fields = [
        *ReadablePage.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("body"),
    ]

    class Meta:
        abstract = True

    @property
    def lead(self) -> str:
        return self.summary

    def more_context(self) -> dict[str, Any]:
        """The pages to read next, without those that are no longer public."""
        chosen = [child["value"] for child in self.related.raw_data if child["value"]]
        return {"related": related_pages(chosen)}


class GuidancePage(TextPage):
    """How something works."""

    exit_bar = models.BooleanField(
        "shows “Exit this page”",
        default=False,
        help_text="For pages with which it may be dangerous to be seen. Browsers keep no copy of them.",
    )

    parent_page_types = ["content.GuidanceIndexPage"]
    settings_panels = [*Page.settings_panels, FieldPanel("exit_bar")]

    class Meta:
        verbose_name = "guidance page"

    @property
    def sensitive(self) -> bool:
        return self.exit_bar


class StoryPage(TextPage):
    """How it went for somebody."""

    person_name = models.CharField("name", max_length=60)
    portrait = models.ForeignKey(
        "wagtailimages.Image", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    invented = models.BooleanField("the person is invented", default=False)

    template_name = "content/pages/story.html"
    parent_page_types = ["content.StoriesIndexPage"]
    content_panels = [
        *TextPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("person_name"), FieldPanel("portrait"), FieldPanel("invented")],
            heading="Who it is about",
        ),
    ]
    search_fields = [*TextPage.search_fields, index.SearchField("person_name")]

    class Meta:
        verbose_name = "story"
        verbose_name_plural = "stories"


class StandingPage(TextPage):
    """A page that every site needs: accessibility, privacy, cookies, feedback."""

    parent_page_types = ["content.HomePage"]

    class Meta:
        verbose_name = "standing page"


class WhatsChangedPage(ReadablePage):
    """What is not as it was before: since when, and whom it touches."""

    intro = models.CharField("introduction", max_length=300, blank=True)
    changes = StreamField([("change", ChangeBlock())], blank=True)

    template_name = "content/pages/whats_changed.html"
    max_count = 1
    parent_page_types = ["content.HomePage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("changes"),
        FieldPanel("easy_read"),
    ]
    search_fields = [*ReadablePage.search_fields, index.SearchField("intro"), index.SearchField("changes")]

    class Meta:
        verbose_name = "what has changed"
        verbose_name_plural = "what has changed"

    @property
    def lead(self) -> str:
        return self.intro

    def more_context(self) -> dict[str, Any]:
        """The changes by date, the latest first, in whatever order they were written.

        A draft that is being previewed may still lack a date.
        """
        return {"changes": sorted(self.changes, key=lambda one: one.value["since"] or date.max, reverse=True)}


class GuidanceIndexPage(IndexPage):
    """All guidance."""

    lists = GuidancePage
    subpage_types = ["content.GuidancePage", "content.PrecedentPage"]
    MOST_ANSWERS = 30

    class Meta:
        verbose_name = "list of guidance"

    def more_context(self) -> dict[str, Any]:
        """Also what others were told about spending, the newest first."""
        precedents = apps.get_model("content", "PrecedentPage")
        answers = public_children(self, precedents).order_by("-first_published_at", "-pk")[: self.MOST_ANSWERS]
        return super().more_context() | {"answers": answers}


class StoriesIndexPage(IndexPage):
    """All stories."""

    lists = StoryPage
    template_name = "content/pages/stories.html"
    subpage_types = ["content.StoryPage"]

    class Meta:
        verbose_name = "list of stories"

    def entries(self) -> Any:
        """With the faces, whose small versions are fetched together."""
        return super().entries().prefetch_related("portrait__renditions")
