import '@letterlock/sdk/element'

document.querySelector('letterlock-connect')?.addEventListener('failed', (event) => {
  if (event instanceof CustomEvent) document.body.append(`failed: ${event.detail.error}`)
})
