//! The project's catalogue: `data/instruments.toml`.
use renvoi_reference::Catalogue;
#[test]
fn the_catalogue_of_the_project_is_sound() {
    let written = include_str!("../../../data/instruments.toml");
    if let Err(error) = Catalogue::parse(written) {
        panic!("{error}");
    }
}
