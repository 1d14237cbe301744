import { createLetterlock, LetterlockError } from '@letterlock/sdk'
import { defineLetterlockConnect } from '@letterlock/sdk/element'
import { handleConnectReturn } from '@letterlock/sdk/return-page'

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
