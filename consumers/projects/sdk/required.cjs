const { createLetterlock, LetterlockError } = require('@letterlock/sdk')
const { defineLetterlockConnect } = require('@letterlock/sdk/element')
const { handleConnectReturn } = require('@letterlock/sdk/return-page')

async function main() {
  const letterlock = createLetterlock({ url: process.argv[2] ?? '', secretKey: process.argv[3] })
  const { items } = await letterlock.listProviders()
  const error = await letterlock.getConnection('conn_none').catch((error) => error)
  console.log(
    JSON.stringify({
      providers: items.length,
      isLetterlockError: error instanceof LetterlockError,
      code: error.code,
      exports: [typeof defineLetterlockConnect, typeof handleConnectReturn],
    }),
  )
}

void main()
