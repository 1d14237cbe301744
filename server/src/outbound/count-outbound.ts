/** Called once per request, with the status of the response or the code of the error in its place. */
export type CountOutbound = (host: string, status: number | string) => void
