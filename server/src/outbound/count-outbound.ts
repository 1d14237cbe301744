/** Is told of each request, once: the status of the response, or the code of the error that came instead. */
export type CountOutbound = (host: string, status: number | string) => void
