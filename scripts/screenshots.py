"""Makes the pictures of the README anew, from the demonstration: `make screenshots`."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/pictures"
QUIET = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"]


def free_port() -> int:
    """A port of the loopback address that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, seconds: int = 300) -> None:
    """Until the demonstration answers."""
    for _ in range(seconds * 2):
        try:
            urllib.request.urlopen(f"{address}/health/ready", timeout=2)
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
    sys.exit("The demonstration did not start.")


def take(page: Page, address: str, name: str) -> None:
    """One picture of the top of a page."""
    # Portraits and fonts come after the page itself.
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    page.evaluate("""Promise.all([...document.images].map((image) => {
      image.loading = "eager";
      return image.decode().catch(() => {});
    }))""")
    page.screenshot(path=PICTURES / f"{name}.png")


def pictures(address: str) -> None:
    """Everything that the README shows."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), chromium_sandbox=False, args=QUIET
        )
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        take(page, f"{address}/", "home")
        page.goto(f"{address}/accounts/login/")
        page.locator("form[action='/demo/sign-in/']").filter(has_text="Maureen").get_by_role("button").first.click()
        page.goto(f"{address}/documents/")
        plan = page.get_by_role("link", name="My support plan").first.get_attribute("href")
        take(page, f"{address}{plan}step/what-to-change/", "step")
        take(page, f"{address}{plan}comments/", "plan")
        browser.close()


def main() -> None:
    """Start the demonstration on a port of its own, take the pictures, end it."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.demo",
        "VAR_FOLDER": str(ROOT / "var/screenshots"),
    }
    demo = subprocess.Popen([sys.executable, "manage.py", "demo", "--port", str(port)], cwd=ROOT, env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}")
        pictures(f"http://127.0.0.1:{port}")
    finally:
        demo.terminate()
        demo.wait(timeout=30)


if __name__ == "__main__":
    main()
