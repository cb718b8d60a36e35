"""What the council must be able to find in a plan, whatever its form: the seven questions, the contents that
section 25 of the Care Act 2014 asks for, and the ten outcomes of SI 2015/313."""

from content.questions.kinds.choices import OUTCOMES

SEVEN_QUESTIONS = {
    1: "What is important to you?",
    2: "What do you want to change or achieve?",
    3: "How will you be supported?",
    4: "How will you use your personal budget?",
    5: "How will your support be managed?",
    6: "How will you stay in control of your life?",
    7: "What are you going to do to make this happen?",
}
SECTION_25 = {
    "needs": "The needs that were found",
    "eligibility": "Which of them count under the law, and how far",
    "needs_to_meet": "The needs that will be met, and how",
    "outcomes": "Wellbeing, and the outcomes that count",
    "budget": "The personal budget",
    "advice": "Advice on meeting, reducing or delaying needs",
    "direct_payment": "The direct payment: which needs, how much, how often",
    "people_involved": "Who took part",
}

__all__ = ["OUTCOMES", "SECTION_25", "SEVEN_QUESTIONS"]
