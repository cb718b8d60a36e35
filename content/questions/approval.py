"""A second reader: whoever writes for the CMS may ask somebody who publishes to read it first."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

from content.questions.models import QuestionSet
from content.rules.models import EmployerRates
from portal.accounts.services import editors, writers

# The CMS writes "Submit to …" before it.
WORKFLOW = "a second reader"
TASK = "An editor who may publish reads it"


def offer_a_second_reader() -> Workflow:
    """Let question sets, employers' rates and all pages be handed to the editors; once they agree, it is published.

    May run again: whichever workflow a council has chosen for them since then stays.
    """
    workflow, made = Workflow.objects.get_or_create(name=WORKFLOW)
    if made:
        task = GroupApprovalTask.objects.create(name=TASK)
        task.groups.add(editors())
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
        writers()
    for model in (QuestionSet, EmployerRates):
        WorkflowContentType.objects.get_or_create(
            content_type=ContentType.objects.get_for_model(model), defaults={"workflow": workflow}
        )
    root = Page.get_first_root_node()
    if root and made:
        # In place of the one that Wagtail begins with, whose readers are a group that nobody is in.
        WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    return workflow
