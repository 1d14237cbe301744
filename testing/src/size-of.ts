/** A test is small in `npm test`, and has its full size in `npm run prove`. */
export const sizeOf = (small: number, full: number): number =>
  process.env['LETTERLOCK_TEST_FULL_SIZE'] === '1' ? full : small
