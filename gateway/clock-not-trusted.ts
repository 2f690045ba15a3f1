/** Our clock and the database's differ too much: nobody can say what holds now. */
export class ClockNotTrusted extends Error {
  override readonly name = 'ClockNotTrusted';
}
