"""Our production settings, with a bare wizard of django-formtools beside the portal's own pages."""

from benchmarks.ours import *
from benchmarks.ours import ROOT, TEMPLATES

ROOT_URLCONF = "benchmarks.wizard_urls"
TEMPLATES[0]["DIRS"].append(ROOT / "benchmarks/templates")
