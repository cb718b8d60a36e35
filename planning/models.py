"""Django looks for models here; each slice keeps its own."""

from planning.assessments.models import Assessment, IndicativeBudget
from planning.carrying.models import CarriedAnswer, Carrying
from planning.clock.models import ClockCheck, FirstPayment, StuckStage, Worse
from planning.comments.models import Comment, Suggestion
from planning.coverage.models import CoverageTick
from planning.diary.models import Deed, Entry, MoneyDiary, Receipt, Repeating
from planning.direct_planning.models import DirectAnswer, DirectPart, DirectPartBefore, DirectPlan, DirectShare
from planning.documents.models import (
    Agreement,
    Answer,
    AnswerBefore,
    AnswerBeside,
    Document,
    DocumentFile,
    Grant,
    OwnHeading,
    OwnQuestion,
    StepMark,
    Version,
)
from planning.exports.models import PreparedCopy
from planning.limits.models import SignOffLimit
from planning.money_checks.models import MoneyCheck, MoneyCheckLine, MoneyCheckQuestion, MoneyCheckWish
from planning.money_sharing.models import MoneyShare
from planning.paper.models import PaperAnswer
from planning.routes.models import HaveAGo, PlanningRoute
from planning.signing_off.models import (
    BudgetDifference,
    Challenge,
    Decision,
    FinalBudget,
    FinalLine,
    SentLine,
    SignOff,
    SignOffTurn,
)
from planning.spending.models import SpendingAnswer, SpendingConflict, SpendingGuidance, SpendingQuestion
from planning.statements.models import Statement, StatementLine, StatementShape
from planning.timesheets.models import Assistant, LastPay, PayRate, TaxPaid, Week, WeekDeed

__all__ = [
    "Agreement",
    "Answer",
    "AnswerBefore",
    "AnswerBeside",
    "Assessment",
    "Assistant",
    "BudgetDifference",
    "CarriedAnswer",
    "Carrying",
    "Challenge",
    "ClockCheck",
    "Comment",
    "CoverageTick",
    "Decision",
    "Deed",
    "DirectAnswer",
    "DirectPart",
    "DirectPartBefore",
    "DirectPlan",
    "DirectShare",
    "Document",
    "DocumentFile",
    "Entry",
    "FinalBudget",
    "FinalLine",
    "FirstPayment",
    "Grant",
    "HaveAGo",
    "IndicativeBudget",
    "LastPay",
    "MoneyCheck",
    "MoneyCheckLine",
    "MoneyCheckQuestion",
    "MoneyCheckWish",
    "MoneyDiary",
    "MoneyShare",
    "OwnHeading",
    "OwnQuestion",
    "PaperAnswer",
    "PayRate",
    "PlanningRoute",
    "PreparedCopy",
    "Receipt",
    "Repeating",
    "SentLine",
    "SignOff",
    "SignOffLimit",
    "SignOffTurn",
    "SpendingAnswer",
    "SpendingConflict",
    "SpendingGuidance",
    "SpendingQuestion",
    "Statement",
    "StatementLine",
    "StatementShape",
    "StepMark",
    "StuckStage",
    "Suggestion",
    "TaxPaid",
    "Version",
    "Week",
    "WeekDeed",
    "Worse",
]
