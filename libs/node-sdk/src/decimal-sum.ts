/**
 * A sum without the drift of binary fractions: 0.1 + 0.2 is 0.3, and ten thousand cents are exactly a hundred.
 * Each number counts as the decimal that it is written as.
 */
export class DecimalSum {
  private units = 0n
  private scale = 0
  /** Sums of whole numbers stay here while they are exact, since that is quick. */
  private whole = 0

  /** @param value a finite number. */
  add(value: number): void {
    if (Number.isSafeInteger(value) && Number.isSafeInteger(this.whole + value)) {
      this.whole += value
      return
    }
    const [units, scale] = decimalOf(value)
    this.align(scale)
    this.units += units * 10n ** BigInt(this.scale - scale)
  }

  /** The nearest number to the exact sum; 0 where nothing was added. */
  total(): number {
    const units = this.units + BigInt(this.whole) * 10n ** BigInt(this.scale)
    return Number(`${units}e-${this.scale}`)
  }

  private align(scale: number): void {
    if (scale <= this.scale) return
    this.units *= 10n ** BigInt(scale - this.scale)
    this.scale = scale
  }
}

/** The number as `units / 10^scale`. */
function decimalOf(value: number): readonly [bigint, number] {
  const [mantissa = '0', exponent = '0'] = String(value).split('e')
  const [whole = '0', fraction = ''] = mantissa.split('.')
  const scale = fraction.length - Number(exponent)
  const units = BigInt(whole + fraction)
  return scale >= 0 ? [units, scale] : [units * 10n ** BigInt(-scale), 0]
}
