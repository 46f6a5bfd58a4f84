/** Going through many places that are one stop for the Tab key. */

/** Arrows, Home and End go from one to the next; `arrived` is told of each that gets the focus. */
export function rove(
  root: HTMLElement,
  stops: readonly HTMLElement[],
  first: number,
  arrived: (place: number) => void = () => {},
): void {
  const choose = (chosen: number) => {
    stops.forEach((one, place) => {
      one.tabIndex = place === chosen ? 0 : -1;
    });
  };
  choose(first);
  root.addEventListener('focusin', ({ target }) => {
    const place = stops.indexOf(target as HTMLElement);
    if (place < 0) return;
    choose(place);
    arrived(place);
  });
  root.addEventListener('keydown', (event) => {
    const here = stops.findIndex(({ tabIndex }) => tabIndex === 0);
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: here + 1,
      ArrowLeft: here - 1,
      Home: 0,
      End: stops.length - 1,
    };
    const next = stops[steps[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
