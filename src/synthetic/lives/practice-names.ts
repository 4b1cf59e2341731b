const FIRST = (
  "Alder Lane|Canal Bridge|Mill Road|Orchard Street|Kingfisher|Victoria Terrace|Harbour View|St Olave's Road|Chapel Green|" +
  "Lime Tree|Wharfside|Priory Park|Elm Grove|Station Approach|Heron Quay|Market Cross|Fountain Hill|Cedar House|" +
  "Jubilee Gardens|Riverside|Tanner's Yard|Bell Lane|Poplar Walk|Meadow Rise"
).split("|");
const SECOND = ["Surgery", "Medical Centre", "Health Centre", "Practice", "Family Practice"];

/** The name of the nth practice: made up, and different for each of the first 120. */
export const practiceName = (index: number): string => {
  const first = FIRST[index % FIRST.length] ?? "Town";
  const round = Math.floor(index / FIRST.length);
  const second = SECOND[(index + round) % SECOND.length] ?? "Surgery";
  return round < SECOND.length ? `${first} ${second}` : `${first} ${second} ${round}`;
};
