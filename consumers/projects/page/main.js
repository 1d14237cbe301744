import '@letterlock/sdk/element'

const button = document.querySelector('letterlock-connect')
button.addEventListener('failed', ({ detail }) => {
  document.querySelector('#status').textContent = `failed: ${detail.error}`
})
