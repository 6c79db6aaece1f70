/** A bar above everything while something is on its way. What comes within a tenth of a second comes before the bar is seen. */
export function OnItsWay() {
  return <div className="on-its-way" aria-hidden="true" />
}
