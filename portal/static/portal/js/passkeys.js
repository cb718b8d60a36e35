// Shows what passkeys need only where the browser has them, and says when one did not work.
const known = 'PublicKeyCredential' in window

if (known) {
  for (const button of document.querySelectorAll('[data-passkey]')) button.hidden = false
}

document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  for (const line of document.querySelectorAll('[data-passkey-trouble]')) line.hidden = false
})
