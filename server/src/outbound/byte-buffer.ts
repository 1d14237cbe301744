const FIRST_CAPACITY = 1024

/** Collects chunks in one buffer. However small they are, it allocates at most twice their total size. */
export class ByteBuffer {
  #bytes = Buffer.allocUnsafe(0)
  #size = 0

  get size(): number {
    return this.#size
  }

  append(chunk: Uint8Array): void {
    const size = this.#size + chunk.length
    if (size > this.#bytes.length) this.#grow(size)
    this.#bytes.set(chunk, this.#size)
    this.#size = size
  }

  /** A view, valid until the next `append`. */
  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#size)
  }

  toString(): string {
    return this.bytes().toString('utf8')
  }

  #grow(least: number): void {
    const larger = Buffer.allocUnsafe(Math.max(FIRST_CAPACITY, least, 2 * this.#bytes.length))
    this.#bytes.copy(larger, 0, 0, this.#size)
    this.#bytes = larger
  }
}
