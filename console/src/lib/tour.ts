// Which pages have a guided tour, and who has been offered one.
import type { Store } from "./drafts";
import { placeOf, type Route } from "./route";

export type TourName =
  | "room" | "map" | "wall" | "inbox" | "follow_up" | "duty" | "assessment" | "performance" | "check" | "reports"
  | "admin" | "patrol";

/** The tour of a page; none where there is nothing to be shown. */
export function tourOf(route: Route): TourName | undefined {
  if (route.page === "patrol") return "patrol";
  const place = placeOf(route);
  switch (place) {
    case "account":
    case "planning":
      return undefined;
    case "desk":
      return "room";
    case "follow-up":
      return "follow_up";
    default:
      return place;
  }
}

/** Somebody at somebody's town: two people at one desk are each offered it once. */
export type Who = { town: string; account: string };

const seat = ({ town, account }: Who) => `liandong.tour.${town}/${account}`;

/** Whether the person has answered the offer, or seen a tour. Without storage nobody is asked again and again. */
export function answered(who: Who, store: Pick<Store, "getItem"> | undefined): boolean {
  try {
    return store === undefined || store.getItem(seat(who)) !== null;
  } catch {
    return true;
  }
}

export function answer(who: Who, store: Pick<Store, "setItem"> | undefined): void {
  try {
    store?.setItem(seat(who), "1");
  } catch {
    // A full storage: the offer is away until the page is loaded anew.
  }
}

/** An address without the wish for a tour; nothing where it has none. */
export function withoutWish(address: string): string | undefined {
  const url = new URL(address, "http://town.example");
  if (!url.searchParams.has("tour")) return undefined;
  url.searchParams.delete("tour");
  return url.pathname + url.search + url.hash;
}
