/** Maximum of contacts that are added with one call: the smallest maximum of the providers. */
export const MAX_TOGETHER = 500
