// A passkey that did not work is told on the page, not in the browser's console.
document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  const told = document.getElementById('khoa-loi')
  if (told) told.hidden = false
})
