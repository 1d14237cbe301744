/** `token-us21` → `token`: a client may add the data center of its account. */
export const withoutDataCenter = (token: string): string => token.replace(/-[a-z]+\d+$/, '')
