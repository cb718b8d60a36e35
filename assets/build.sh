#!/bin/sh
# Compiles and vendors the design system, the letters and axe-core.
# A developer runs it after changing a version in assets/package.json; nobody else needs Node.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
work=${ASSETS_WORK_DIR:-${TMPDIR:-/tmp}/in-my-words-assets}
static=$root/portal/static/portal

mkdir -p "$work" "$static/vendor" "$static/fonts" "$root/tests/vendor/axe-core"
cp "$here/package.json" "$work/package.json"
(cd "$work" && npm install --no-package-lock --no-audit --no-fund --loglevel=error)
modules=$work/node_modules

"$modules/.bin/sass" --style=compressed --no-source-map --quiet-deps \
  --load-path="$modules/govuk-frontend/dist" \
  "$here/scss/govuk.scss" "$static/vendor/govuk-frontend.min.css"
# Bundling only what the portal starts keeps the script at a third of the whole library.
NODE_PATH=$modules "$modules/.bin/esbuild" "$here/js/govuk.js" \
  --bundle --minify --format=esm --target=es2020 --legal-comments=none \
  --outfile="$static/vendor/govuk-frontend.min.js" --log-level=warning

for weight in 400 700; do
  cp "$modules/@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-$weight-normal.woff2" \
    "$static/fonts/atkinson-hyperlegible-next-$weight.woff2"
done
cp "$modules/@fontsource/literata/files/literata-latin-400-normal.woff2" "$static/fonts/literata-400.woff2"
cp "$modules/@fontsource/atkinson-hyperlegible-next/LICENSE" "$static/fonts/atkinson-hyperlegible-next.OFL.txt"
cp "$modules/@fontsource/literata/LICENSE" "$static/fonts/literata.OFL.txt"

cp "$modules/axe-core/axe.min.js" "$root/tests/vendor/axe-core/axe.min.js"
cp "$modules/axe-core/LICENSE" "$root/tests/vendor/axe-core/LICENSE"
