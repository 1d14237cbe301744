const { Letterlock, LetterlockApiError } = require('@letterlock/sdk')
const { defineLetterlockConnect } = require('@letterlock/sdk/element')
const { handleConnectReturn } = require('@letterlock/sdk/return-page')

async function main() {
  const letterlock = new Letterlock({ url: process.argv[2] ?? '', secretKey: process.argv[3] })
  const { items } = await letterlock.providers.list()
  const error = await letterlock.connections.get('conn_none').catch((error) => error)
  console.log(
    JSON.stringify({
      providers: items.length,
      isLetterlockError: error instanceof LetterlockApiError,
      code: error.code,
      exports: [typeof defineLetterlockConnect, typeof handleConnectReturn],
    }),
  )
}

void main()
