#!/bin/sh
# Installs the browser for the journeys where apt-get may do so without asking; else names what is missing.
set -eu
command -v chromium >/dev/null 2>&1 && exit 0
packages="chromium fonts-dejavu-core"
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    apt_get="apt-get"
elif command -v apt-get >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    apt_get="sudo -n apt-get"
else
    echo "NOT INSTALLED: $packages. The browser journeys are skipped; install these packages to run them."
    exit 0
fi
echo "Installing $packages ..."
$apt_get update -qq >/dev/null
DEBIAN_FRONTEND=noninteractive $apt_get install -y -qq --no-install-recommends $packages >/dev/null
