use reqwest::{blocking::Client, Method};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let response = Client::new()
        .request(Method::GET, "https://shop.test/rest/all/V1/products?searchCriteria[filterGroups][0][filters][0][field]=name&searchCriteria[filterGroups][0][filters][0][value]=%25it%27s%25&searchCriteria[pageSize]=5&fields=items%7Bsku%7D")
        .header("Authorization", "Bearer abcdefghijklmnopqrstuvwxyz012345")
        .header("Accept", "application/json")
        .send()?;
    println!("{}", response.status());
    println!("{}", response.text()?);
    Ok(())
}
