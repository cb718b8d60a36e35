#!/bin/sh
# Installs what pip cannot, where apt-get may do so without asking; else names what is missing.
# `system_packages.sh pdf` keeps to what PDF needs; without a word it is everything that the tests use.
set -eu
PATH="$PATH:/usr/sbin:/sbin"
missing=""

has_library() {
    ldconfig -p 2>/dev/null | grep -q "$1"
}

has_library libpango-1.0.so.0 && has_library libpangoft2-1.0.so.0 && has_library libharfbuzz-subset.so.0 ||
    missing="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
if [ "${1:-all}" = all ]; then
    command -v chromium >/dev/null 2>&1 || missing="$missing chromium fonts-dejavu-core"
    # Opens Word files as an office does: a test looks whether it has to repair them.
    command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-writer-nogui"
    # The production set-up of deploy/, which tests start as it is, on ports of their own.
    command -v nginx >/dev/null 2>&1 || missing="$missing nginx-light"
    command -v redis-server >/dev/null 2>&1 || missing="$missing redis-server"
fi
[ -n "$missing" ] || exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    apt_get="apt-get"
elif command -v apt-get >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    apt_get="sudo -n apt-get"
else
    echo "NOT INSTALLED: $missing. What needs them says so; install these packages to have it."
    exit 0
fi
echo "Installing $missing ..."
$apt_get update -qq >/dev/null
# Each name is a word of its own.
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $apt_get install -y -qq --no-install-recommends $missing >/dev/null
