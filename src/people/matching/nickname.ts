/**
 * Given names by which the same person may go, a family of names a line: written down for this project from common
 * English use; a name may stand in several lines. What is not here is still compared by its letters.
 */
const FAMILIES = `
abigail abby gail
albert al bert bertie
alexander alex alec sandy xander alexandra sandra alexa lexi
alfred alf alfie fred
alice ali
amanda mandy
andrew andy drew
angela angie
ann anne annie anna nan hannah
anthony tony
antonia toni
arthur art
barbara barb babs
beatrice bea trixie
benjamin ben benny benji
bernard bernie
bridget biddy bridie
bryan brian
cameron cam
caroline carol carrie
catherine katherine kathryn kathleen cathy kathy kate katie kit kitty kay
charles charlie chas chuck
charlotte lottie charlie
christina christine chris tina chrissie
christopher chris kit topher
clifford cliff
cynthia cindy
daniel dan danny
david dave davy
deborah debra debbie deb
dennis den denny
dominic dom nick
donald don donnie
dorothy dot dolly dottie
douglas doug
edward ed eddie ted teddy ned
edwin ed eddie
eleanor ellen nell nellie ellie nora
elizabeth liz lizzie beth betty bess bessie eliza lisa libby elsie
emily em emmie millie
ernest ernie
eugene gene
florence flo florrie
frances fran fanny francie
francis frank fran
frederick fred freddie
gabriel gabe
geoffrey jeffrey geoff jeff
gerald gerry jerry
gertrude gert trudy
gillian jill gill
gordon don
grace gracie
gregory greg
harold harry hal
harriet hattie
henrietta etta hetty
henry harry hank hal
herbert bert herb
hugh hughie
isabel isabella isobel bella izzy
isaac ike
jacob jake jack
jacqueline jackie
james jim jimmy jamie
jane janet jenny janie
jean jeanie
jennifer jenny jen
jeremy jerry jez
jessica jess jessie
joan joanie
joanna joanne jo
john jack johnny jon
jonathan jon
joseph joe joey
josephine jo josie
joshua josh
judith judy
julia julie
kenneth ken kenny
kimberley kim
laurence lawrence larry laurie
leonard len lenny leo
lewis louis lou
lillian lily lil
louise lou
lucy lucinda lou
luke lucas
madeleine maddie
malcolm mal
margaret maggie meg peggy marge madge greta rita daisy
maria marie mary molly polly mamie may
martha mattie patty
martin marty
matilda tilly mattie
matthew matt
maurice morris mo
maxwell maximilian max
michael mike mick mickey micky
michelle shelly
mohammed muhammad mohamed mohammad
montague monty
nancy nan
natalie nat
nathaniel nathan nat
nicholas nick nicky
nicola nicky nicole
norman norm
oliver ollie
pamela pam
patricia pat patsy trish tricia
patrick pat paddy
penelope penny
peter pete
philip phil pip
philippa pippa
phyllis phyl
priscilla cilla
rachel rae
raymond ray
rebecca becky becca
reginald reg reggie
richard dick rick ricky rich richie
robert bob bobby rob robbie bert
roderick rod roddy
rodney rod
roger rodge
ronald ron ronnie
rosemary rose rosie
rupert bert
russell russ
samantha sam
samuel sam sammy
sarah sally sadie
sebastian seb
shirley shirl
sidney sid
stanley stan
stephanie steph
stephen steven steve
stuart stewart stu
susan susanna suzanne sue susie
sylvia sylvie
terence terry
theodore ted teddy theo
theresa teresa terry tess
thomas tom tommy
timothy tim
valerie val
veronica ronnie
victor vic
victoria vicky tori
vincent vince
violet vi
virginia ginny
walter walt wally
wilfred wilf fred
william bill billy will willie liam
winifred winnie freda
yvonne vonnie
zachary zach zack
`;

const familiesOf = new Map<string, Set<number>>();
for (const [nth, line] of FAMILIES.trim().split("\n").entries()) {
  for (const name of line.split(" ")) familiesOf.set(name, (familiesOf.get(name) ?? new Set()).add(nth));
}

/** Whether one person may go by both given names; both in small letters. */
export function areNicknames(one: string, other: string): boolean {
  const others = familiesOf.get(other);
  return others !== undefined && [...(familiesOf.get(one) ?? [])].some((family) => others.has(family));
}

/** Whether a given name stands for another, or another for it. */
export const hasNicknames = (name: string): boolean => familiesOf.has(name);

const FULL_NAMES = FAMILIES.trim()
  .split("\n")
  .map((line) => line.split(" ")[0] ?? "");

/** The full names for which a given name may stand: itself alone where it is no nickname. In small letters. */
export function fullNamesOf(name: string): readonly string[] {
  const families = familiesOf.get(name);
  return families === undefined ? [name] : [...families].map((family) => FULL_NAMES[family] ?? name);
}
