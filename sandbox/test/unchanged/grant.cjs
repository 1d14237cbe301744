// With the presets that grant has of each provider. Nothing of the sandbox is named.
const { createServer } = require('node:http')
const { node } = require('grant')

const [, , port, provider, key, secret] = process.argv
const origin = `http://127.0.0.1:${port}`
const grant = node({
  config: {
    defaults: { origin, transport: 'state', response: ['tokens', 'raw'], state: true },
    [provider]: { key, secret },
  },
  session: { secret: 'grant' },
})

createServer(async (request, response) => {
  const { redirect, response: answer } = await grant(request, response)
  if (!redirect) response.end(JSON.stringify(answer))
}).listen(port, '127.0.0.1', () => process.stdout.write('ready\n'))
