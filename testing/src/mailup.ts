import { requestsTo, type TestWorld } from './world.ts'

/** MailUp's token endpoint: its access tokens last an hour, and its refresh tokens rotate. */
export const TOKEN_PATH = '/Authorization/OAuth/Token'
/** The call that identifies the account. */
export const INFO_PATH = '/API/v1.1/Rest/ConsoleService.svc/Console/Authentication/Info'
/** The same call as a path of the proxy. */
export const INFO = '/ConsoleService.svc/Console/Authentication/Info'

/** How many token requests MailUp has received, less `since`. */
export function tokenRequests(world: TestWorld, since = 0): number {
  return requestsTo(world, TOKEN_PATH) - since
}
