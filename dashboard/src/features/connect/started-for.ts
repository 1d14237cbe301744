/*
 * The end user for whom this tab started a connect session: an admin may reconnect the account of an end user. Only sessions of this tab
 * count. A link of another user is confirmed only for the signed-in user.
 */
const keyOf = (connectSessionId: string): string => `letterlock-connects-for ${connectSessionId}`

export function rememberStartedFor(connectSessionId: string, endUserId: string): void {
  sessionStorage.setItem(keyOf(connectSessionId), endUserId)
}

export const startedFor = (connectSessionId: string): string | null =>
  sessionStorage.getItem(keyOf(connectSessionId))
