"""Django looks for models here; each slice keeps its own."""

from content.pages.models import (
    GuidanceIndexPage,
    GuidancePage,
    HomePage,
    PublicState,
    StandingPage,
    StoriesIndexPage,
    StoryPage,
    WhatsChangedPage,
)
from content.pages.precedents import PrecedentPage
from content.practice.models import CoursePage, CoursesIndexPage, PracticeIndexPage, ScenarioPage
from content.questions.models import QuestionMapping, QuestionSet, QuestionSetVersion
from content.rules.models import EmployerRates, HelpNumbers, WaitingTimes
from content.wizards.models import HeldWords

__all__ = [
    "CoursePage",
    "CoursesIndexPage",
    "EmployerRates",
    "GuidanceIndexPage",
    "GuidancePage",
    "HeldWords",
    "HelpNumbers",
    "HomePage",
    "PracticeIndexPage",
    "PrecedentPage",
    "PublicState",
    "QuestionMapping",
    "QuestionSet",
    "QuestionSetVersion",
    "ScenarioPage",
    "StandingPage",
    "StoriesIndexPage",
    "StoryPage",
    "WaitingTimes",
    "WhatsChangedPage",
]
