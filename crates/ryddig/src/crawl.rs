//! `ryddig crawl`: visits the pages of one's own website as a new visitor does, who agrees to nothing, and says what they put
//! into the browser and whom they call.
//!
//! It sees in a real browser where there is one, and reads pages otherwise. It knows nothing of the data.

mod browser;
mod html;
mod protocol;
mod reading;
mod report;
mod trackers;

use crate::arguments::PlanFormat;
use crate::limits::{CRAWL_DEPTH, CRAWL_LINKS_PER_PAGE, CRAWL_PAGES, CRAWL_SECONDS, CRAWL_SECONDS_MAX};
use crate::{Problem, say};
use browser::Browser;
use clap::Args;
use reading::Reader;
use report::{Page, Report};
use std::collections::{HashSet, VecDeque};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use url::Url;

/// Browsers that speak the `DevTools` protocol, as they are called.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// What `ryddig crawl` is told.
#[derive(Args)]
pub(crate) struct Crawl {
    /// Where the website begins, such as `https://www.example.no/`
    url: String,
    /// Visit so many pages
    #[arg(long, default_value_t = CRAWL_PAGES, value_parser = clap::value_parser!(u32).range(1..=i64::from(CRAWL_PAGES)))]
    pages: u32,
    /// Follow links so many steps away from the first page
    #[arg(long, default_value_t = CRAWL_DEPTH, value_parser = clap::value_parser!(u32).range(0..=i64::from(CRAWL_DEPTH)))]
    depth: u32,
    /// Spend so many seconds
    #[arg(long, default_value_t = CRAWL_SECONDS, value_parser = clap::value_parser!(u64).range(1..=CRAWL_SECONDS_MAX))]
    seconds: u64,
    /// Use this browser; otherwise the first one that is found
    #[arg(long, value_name = "PATH", conflicts_with = "reading")]
    browser: Option<PathBuf>,
    /// Only read the pages: what scripts do is not seen
    #[arg(long)]
    reading: bool,
    /// In this form
    #[arg(long, value_enum, default_value = "human")]
    format: PlanFormat,
}

/// How pages are looked at.
enum Eyes {
    Browser(Box<Browser>),
    Reader(Reader),
}

impl Eyes {
    async fn look(&mut self, url: &Url) -> Result<Seen, String> {
        match self {
            Self::Browser(browser) => browser.look(url).await,
            Self::Reader(reader) => reader.look(url).await,
        }
    }
}

/// A page, and where it leads.
pub(crate) struct Seen {
    page: Page,
    links: Vec<Url>,
}

/// Visits, prints what was seen, and fails where something is kept or somebody else is called.
pub(crate) async fn crawl(options: Crawl) -> Result<(), Problem> {
    let start = Url::parse(&options.url).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let Some(start) = start else {
        return Err(Problem::mistaken(format!(
            "{:?} is not the address of a website, as https://www.example.no/",
            options.url
        )));
    };
    let mut eyes = eyes(&options).await?;
    let mut report = Report::new(&start, matches!(eyes, Eyes::Browser(_)));
    visit(&mut eyes, start, &options, &mut report).await;
    if let Eyes::Browser(browser) = eyes {
        browser.close();
    }
    say(&match options.format {
        PlanFormat::Human => report.human(),
        PlanFormat::Json => serde_json::to_string_pretty(&report.json()).map_err(Problem::failed)? + "\n",
    });
    if report.pages.is_empty() {
        return Err(Problem::mistaken("no page could be seen"));
    }
    match report.findings() {
        0 => Ok(()),
        many => Err(Problem::failed(format!("findings: {many}"))),
    }
}

async fn eyes(options: &Crawl) -> Result<Eyes, Problem> {
    let named = options.browser.clone();
    let program =
        if options.reading { None } else { named.clone().or_else(|| BROWSERS.iter().find_map(|name| on_path(name))) };
    let Some(program) = program else { return Reader::new().map(Eyes::Reader).map_err(Problem::mistaken) };
    match Browser::start(&program).await {
        Ok(browser) => Ok(Eyes::Browser(Box::new(browser))),
        Err(cause) if named.is_some() => Err(Problem::mistaken(format!("{}: {cause}", program.display()))),
        Err(_) => Reader::new().map(Eyes::Reader).map_err(Problem::mistaken),
    }
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Page after page, the nearest first, until a limit is reached.
async fn visit(eyes: &mut Eyes, start: Url, options: &Crawl, report: &mut Report) {
    let ends = Instant::now() + Duration::from_secs(options.seconds);
    let mut known = HashSet::from([address(&start)]);
    let mut waiting = VecDeque::from([(start.clone(), 0)]);
    while let Some((url, depth)) = waiting.pop_front() {
        let left = ends.saturating_duration_since(Instant::now());
        if report.visited() >= options.pages || left.is_zero() {
            report.left_out += 1 + waiting.len();
            return;
        }
        let seen = match tokio::time::timeout(left, eyes.look(&url)).await {
            Ok(Ok(seen)) => seen,
            Ok(Err(cause)) => {
                report.unseen.push((url.to_string(), cause));
                continue;
            }
            Err(_) => {
                report.left_out += 1 + waiting.len();
                return;
            }
        };
        report.pages.push(seen.page);
        for link in seen.links.into_iter().filter(|link| report::is_own(&start, link)).take(CRAWL_LINKS_PER_PAGE) {
            if known.insert(address(&link)) {
                if depth < options.depth {
                    waiting.push_back((link, depth + 1));
                } else {
                    report.left_out += 1;
                }
            }
        }
    }
}

/// The page without a place on it.
fn address(url: &Url) -> String {
    let mut url = url.clone();
    url.set_fragment(None);
    url.into()
}
